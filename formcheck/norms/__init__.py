"""What others reach in a test, by age and sex, each table with its source. Never a diagnosis."""
