"""What is drawn: the frame, the stage as plain JSON, and what the player plays."""
