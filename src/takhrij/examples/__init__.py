"""Reports to try the program on: one accident, all of it invented, in Arabic and in English."""
