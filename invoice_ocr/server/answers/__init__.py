"""What a worker process of the server does: it reads the pages and makes the text that is asked for.

Nothing here knows of HTTP; a job and its outcome travel through a pipe.
"""
