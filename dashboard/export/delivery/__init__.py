"""The week's export brought to people: who gets it, how, and the receipt that each has it."""
