"""The evaluation on rendered people: truth in, product run, one score a clip, summaries, tables, plots."""
