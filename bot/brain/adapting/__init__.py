"""Adapting the model of meaning to what people text: `python -m bot.brain.adapting`.

Takes half an hour and needs doing only when the training texts have changed a great deal; its result,
`data/meaning.npz`, is a part of the repository. `lessons` turns the training texts into arrays, `pairs` sentences of
other languages beside English ones; `network` is the model as it learns, `learning` teaches it.
"""
