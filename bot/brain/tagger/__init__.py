"""A small neural network that reads what each word of a text is a part of: a body, a name, a group, how long...

`traits` describes the words, `network` weighs them (numpy only), `tags` turns the weights into spans, `habits` knows
what texts of an intent never have, `learning` teaches the network (TensorFlow, only while training).
`bot.brain.finding` uses it.
"""
