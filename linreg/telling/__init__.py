"""What is made of a run: its verdict, its table, its script, its loop under the microscope."""
