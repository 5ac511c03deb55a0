"""Instruments in the making: pieces changed one by one, quick lines for options and keys, translations, complaints."""
