"""How the answering of an assessment goes: how far people come, where they stop, how long items take."""
