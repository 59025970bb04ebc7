"""What helps to write an answer: disclosure, house rules, checks, earlier answers, and when not to write one."""
