// What is heard: speech, of which the newest wins, and a rep sound that speech never cuts off.

export class Voice {
  constructor(isMuted) {
    this.isMuted = isMuted;
    this.speech = window.speechSynthesis ?? null;
    const Audio = window.AudioContext ?? window.webkitAudioContext;
    // both begin in the click that starts the training, or the browser keeps them silent
    this.audio = Audio ? new Audio() : null;
    if (!isMuted && this.speech) this.speech.speak(new SpeechSynthesisUtterance(""));
  }

  /** Lets hear what a moment says: sounds at once, words in place of older words. */
  take(spoken) {
    for (const { text, kind } of spoken) {
      if (kind === "rep") this.beep();
      else this.say(text);
    }
  }

  say(text) {
    if (this.isMuted || !this.speech || !text) return;
    this.speech.cancel();
    const words = new SpeechSynthesisUtterance(text);
    words.lang = "en";
    words.rate = 1.05;
    this.speech.speak(words);
  }

  /** A short rising tone through its own channel. */
  beep() {
    if (this.isMuted || !this.audio) return;
    this.audio.resume?.();
    const now = this.audio.currentTime;
    const tone = this.audio.createOscillator();
    const volume = this.audio.createGain();
    tone.frequency.setValueAtTime(660, now);
    tone.frequency.setValueAtTime(990, now + 0.07);
    volume.gain.setValueAtTime(0.0001, now);
    volume.gain.exponentialRampToValueAtTime(0.5, now + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + 0.22);
    tone.connect(volume).connect(this.audio.destination);
    tone.start(now);
    tone.stop(now + 0.24);
  }

  mute(isMuted) {
    this.isMuted = isMuted;
    if (isMuted) this.speech?.cancel();
  }

  close() {
    this.speech?.cancel();
    this.audio?.close?.();
  }
}
