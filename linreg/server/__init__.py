"""What serves the page beside Streamlit: trainings, shared and together."""
