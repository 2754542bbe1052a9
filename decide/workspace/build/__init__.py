"""From checked entries to the model: one module a kind of file.

Here stand the rules that a schema cannot know, because they compare one value with another.
Each builder takes a `Page`, reports what is wrong on it, and builds what it can.
"""
