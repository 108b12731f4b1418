"""What a model's reply says: JSON or text of any kind becomes claims, or words with boxes."""
