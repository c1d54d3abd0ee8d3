"""Language layers: sentences, words, names, places, times, quantities."""
