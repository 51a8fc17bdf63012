// The connection to the coach: one message under way, the newest next, and back again when it is cut.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

/**
 * Talks to the server and never loses a training to a cut connection.
 *
 * `start` is the first message without its token; `token` goes on with a training that was interrupted. The
 * listeners: onMoment(moment), onState("open" | "lost" | "refused", text), onSummary(message).
 */
export class Link {
  constructor(start, listeners, token = null) {
    Object.assign(this, { start, listeners, token, socket: null, isBusy: false, isOver: false, tries: 0 });
    this.waiting = null;
    this.commands = [];
    this.retry = () => this.connect();
    window.addEventListener("online", this.retry);
    this.connect();
  }

  /** Whether a message may be sent now. */
  get isFree() {
    return this.isReady && !this.isBusy;
  }

  get isReady() {
    return this.socket?.readyState === WebSocket.OPEN && this.hasToken;
  }

  connect() {
    if (this.isOver || (this.socket && this.socket.readyState <= WebSocket.OPEN)) return;
    clearTimeout(this.timer);
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/coach`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => socket.send(JSON.stringify({ type: "start", ...this.start, resume: this.token }));
    socket.onmessage = (event) => this.take(JSON.parse(event.data));
    socket.onclose = () => this.socket === socket && this.closed();
    this.hasToken = false;
    this.socket = socket;
  }

  take(message) {
    if (message.type === "moment") {
      this.isBusy = false;
      this.listeners.onMoment(message);
      if (this.waiting) this.offer(this.waiting);
    } else if (message.type === "ready") {
      Object.assign(this, { token: message.token, tries: 0, hasToken: true, isBusy: false });
      this.listeners.onState("open");
      for (const type of this.commands.splice(0)) this.command(type);
    } else if (message.type === "summary") {
      this.isOver = true;
      this.listeners.onSummary(message);
      this.close();
    } else if (message.type === "error") {
      this.refused(message.error ?? message.message ?? "The server ended the training.");
    }
  }

  /** Sends a payload, or keeps it as the newest while one is under way. */
  offer(payload) {
    if (!this.isFree) {
      this.waiting = payload;
      return;
    }
    this.waiting = null;
    this.isBusy = true;
    this.socket.send(payload);
  }

  /** Sends a command now, or once the connection is back. */
  command(type) {
    if (this.isReady) this.socket.send(JSON.stringify({ type }));
    else this.commands.push(type);
  }

  refused(text) {
    this.isOver = true;
    this.listeners.onState("refused", text);
    this.close();
  }

  closed() {
    Object.assign(this, { isBusy: false, hasToken: false, socket: null, waiting: null });
    if (this.isOver) return;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.tries++);
    this.listeners.onState("lost");
    this.timer = setTimeout(() => this.connect(), wait);
  }

  close() {
    this.isOver = true;
    clearTimeout(this.timer);
    window.removeEventListener("online", this.retry);
    this.socket?.close();
  }
}
