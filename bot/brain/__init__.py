"""What runs inside Rasa (Python 3.10): it understands free-form texts and keeps the dialogue of a command.

Modules here may import bot.text, rasa and what rasa brings along; never the service's store, gateway or delivery.
"""
