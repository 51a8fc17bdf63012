"""The web app: one server process on this machine, plain pages, and the same engine as everywhere.

settings    what the person who starts it decides, and every limit
guard       who may ask at all: Host, Origin, token; the headers of every answer
pages       the static files of the package and the models for pose in the browser
catalog     the exercises, for the pages
uploads     clips in, streamed to a private folder under generated names
jobs        the queue, and the worker process that decodes and analyzes one clip
history     what the store holds: results, replays, trends, reports, exports
coach       live coaching over a WebSocket, from pictures or from landmarks
app, serve  put together, and run
"""
