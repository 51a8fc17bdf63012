"""The live window: a camera's newest picture in, a coached and mirrored one out, with a voice.

coached = Coached(exercise, plan, source=source.name)
while running:
frame = source.take(WAIT_S)
moment = coached.step(look(frame))
speaker.hear(moment.say)
window.show(screen.picture(moment))
"""
