"""Many clips, on all cores or many machines: what is done with a clip, and who hands it out.

    work = Work(clip="squat.mp4", name="squat.mp4", exercise="squat", wanted=Wanted(out, json=True))
    with Local(jobs=2) as executor:
        ticket = executor.submit(work, tell=print)
        outcome = ticket.result()

`work` says what is asked for, `clip.do` does it, and an executor decides where.
"""
