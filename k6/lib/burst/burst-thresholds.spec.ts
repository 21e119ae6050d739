import { burstCase, scaled } from './burst-cases.ts';
import { burstThresholds } from './burst-thresholds.ts';

describe('burstThresholds', () => {
  it('holds each count to what was derived', () => {
    const thresholds = burstThresholds(scaled(burstCase('burst-150', 'sync-12s'), 10), 500);
    expect(thresholds).toMatchObject({
      burst_completed: ['count>=28', 'count<=32'],
      burst_timed_out: ['count>=8', 'count<=12'],
      burst_refused: ['count>=106', 'count<=114'],
      burst_expired: ['count>=0', 'count<=2'],
      burst_otherwise: ['count==0'],
      health_refusing: ['count>=1'],
    });
  });

  it('wants the queueing face to stay well', () => {
    const thresholds = burstThresholds(burstCase('burst-514', 'async'), 0);
    expect(thresholds['health_refusing']).toEqual(['count==0']);
  });

  it('expects no last one where none is completed', () => {
    const thresholds = burstThresholds(burstCase('burst-150', 'sync-35s'), 0);
    expect(thresholds).not.toHaveProperty('burst_done_after');
  });
});
