import { language } from '../i18n.js';

/** Reads aloud in the language on the screen; false where the telephone cannot speak. What was being said ends. */
export function readAloud(words: string): boolean {
  if (typeof speechSynthesis === 'undefined' || typeof SpeechSynthesisUtterance === 'undefined') return false;
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.lang = language();
  // Slower than usual: it is heard outdoors, by people of sixty.
  utterance.rate = 0.9;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
  return true;
}

export function stopReading(): void {
  if (typeof speechSynthesis !== 'undefined') speechSynthesis.cancel();
}

/** Milliseconds on and off in turns. Browsers without vibration, or before the first touch, do nothing. */
export function vibrate(pattern: number | readonly number[]): void {
  if ('vibrate' in navigator) navigator.vibrate(typeof pattern === 'number' ? pattern : [...pattern]);
}
