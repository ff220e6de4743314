import { useEffect, useState, useSyncExternalStore } from 'react';
import { api } from '../../shared/app-client.js';
import type { Softphone, SoftphoneDeps, SoftphoneState } from './softphone.js';

/** Brings the program of the phone, which is a file of its own: a desk without a softphone never loads it. */
export type StartsSoftphone = (deps: SoftphoneDeps) => Promise<Softphone>;
export const startJsSip: StartsSoftphone = async (deps) => {
  const { JsSipSoftphone } = await import('./jssip.softphone.js');
  return new JsSipSoftphone(deps);
};

const LOAD_AGAIN_MS = 10_000;
const NOT_LOADED: SoftphoneState = { line: 'lost', leg: null };
const LOADING: SoftphoneState = { line: 'starting', leg: null };
const never = (): (() => void) => () => undefined;

export interface UsedSoftphone {
  readonly phone: Softphone | null;
  /** `null`: this desk has no softphone now. */
  readonly state: SoftphoneState | null;
}

/** The phone of this desk while it has an extension; a change of it waits until the call that goes on is over. */
export function useSoftphone(extension: string | null, start: StartsSoftphone): UsedSoftphone {
  const [used, setUsed] = useState<string | null>(null);
  const [phone, setPhone] = useState<Softphone | null>(null);
  const [failed, setFailed] = useState(false);
  const state = useSyncExternalStore(
    phone?.subscribe ?? never,
    phone?.state ?? (() => (failed ? NOT_LOADED : LOADING)),
  );
  const isTalking = state.leg !== null;

  useEffect(() => {
    if (!isTalking) setUsed(extension);
  }, [extension, isTalking]);

  useEffect(() => {
    if (used === null) return undefined;
    let left = false;
    let started: Softphone | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = (): void => {
      start(BROWSER).then(
        (one) => {
          if (left) return one.stop();
          started = one;
          setPhone(one);
          setFailed(false);
        },
        () => {
          if (left) return;
          setFailed(true);
          timer = setTimeout(begin, LOAD_AGAIN_MS);
        },
      );
    };
    begin();
    return () => {
      left = true;
      clearTimeout(timer);
      started?.stop();
      setPhone(null);
    };
  }, [used, start]);

  return used === null ? { phone: null, state: null } : { phone, state };
}

const ear = typeof Audio === 'undefined' ? null : new Audio();

/** What the phone needs of the browser and of our server. */
const BROWSER: SoftphoneDeps = {
  login: () => api.call('softphoneLogin', {}),
  askForMicrophone: async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: false });
    for (const track of stream.getTracks()) track.stop();
  },
  hear: (stream) => {
    if (ear === null) return;
    ear.srcObject = stream;
    // Answering is a press of a person, after which browsers let sound be heard; a refused start is not an error of the call.
    if (stream !== null) void ear.play().catch(() => undefined);
  },
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
