export * from './describe-reply-transport';
export * from './fake-reply-broker';
export * from './hand-clock';
export * from './reply-rig';
