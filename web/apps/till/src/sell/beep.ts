let audio: AudioContext | null = null;

/** A short high tone for found, a low one for not: the clerk's eyes are on the customer. Silent where there is no sound. */
export function beep(found: boolean): void {
  try {
    audio ??= new AudioContext();
    if (audio.state === "suspended") return;
    const tone = audio.createOscillator(), volume = audio.createGain();
    tone.frequency.value = found ? 1320 : 220;
    volume.gain.setValueAtTime(0.05, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + (found ? 0.08 : 0.25));
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.3);
  } catch { /* no sound on this machine */ }
}
