/** The way down to devices. Resolves when the broker has the message; whether the device has it, only the device knows. */
export interface DevicePublisher {
  publish(topic: string, payload: string): Promise<void>;
}
