import { IntakeGate } from './intake-gate';

describe('IntakeGate', () => {
  it('opens only when the last who shut it lets go', () => {
    const gate = new IntakeGate();
    const changes: boolean[] = [];
    gate.onChange((open) => changes.push(open));
    gate.close('operator');
    gate.close('operator');
    gate.close('draining');
    gate.open('operator');
    expect(gate.isOpen).toBe(false);
    expect(gate.isClosedBy('operator')).toBe(false);
    gate.open('operator');
    gate.open('draining');
    gate.open('draining');
    expect(changes).toEqual([false, true]);
  });

  it('calls off who waits when it closes, and nobody afterwards', () => {
    const gate = new IntakeGate();
    const before = gate.signal;
    gate.close('operator');
    expect(before.aborted).toBe(true);
    expect(gate.signal.aborted).toBe(true);
    gate.open('operator');
    expect(gate.signal.aborted).toBe(false);
    expect(before.aborted).toBe(true);
  });
});
