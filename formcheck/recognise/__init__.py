"""Which exercise is done, and from when to when.

recogniser    every exercise's engine on the same observations: which movement was whose
movement      a movement in named numbers
prototypes    what the movements of each exercise are like, learned from rendered people
sets          from movements that several exercises claim to sets of one exercise each
guided        a session through several sets, each counted by its own exercise
"""
