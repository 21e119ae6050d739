/** A message of a topic, as somebody sees it who does not know Kafka. */
export interface KafkaSubmission {
  body: Buffer;
  headers: ReadonlyMap<string, string>;
}

/** What is read, and who handles it. */
export interface KafkaSubmissionsOptions {
  /** `host:port`, several with commas. */
  brokers: string;
  clientName: string;
  topic: string;
  /** Made too where it is missing, for what its handler sets aside. */
  deadLetterTopic: string;
  groupId: string;
  /** Resolves when the message is dealt with for good; rejects when it has to come again. */
  handle: (submission: KafkaSubmission) => Promise<void>;
  /** Told at each try why nothing can be read; with null when it can again. Never throws. */
  onTrouble: (reason: string | null) => void;
}
