"""What is kept, forgotten and held: for the screen, for programs, and as a sheet to hand on."""
