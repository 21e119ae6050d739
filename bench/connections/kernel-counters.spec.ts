import { parseKernelCounters } from './kernel-counters.ts';

describe('parseKernelCounters', () => {
  it('finds counters by their names, wherever they stand', () => {
    const netstat =
      'TcpExt: A ListenOverflows TCPSynRetrans\nTcpExt: 1 28 30\nIpExt: B\nIpExt: 9\n';
    expect(parseKernelCounters(netstat)).toEqual({ synRetransmits: 30, listenOverflows: 28 });
  });
  it('takes nothing for a count that is none', () => {
    expect(() => parseKernelCounters('TcpExt: A\nTcpExt: 1\n')).toThrow('netstat');
  });
});
