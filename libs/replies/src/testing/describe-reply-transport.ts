import type { ReplyCapabilities } from '../reply-capabilities';
import { deliveryCases } from './delivery.cases';
import { manyGatewaysCases } from './many-gateways.cases';
import { outageCases } from './outage.cases';
import type { ReplyRig } from './reply-rig';
import { RigMembers } from './rig-members';

const START_TIMEOUT_MS = 120_000;

/**
 * The conformance suite of reply transports: what the ports promise, against a real broker. What a
 * transport cannot by its declared capabilities is not asked of it.
 *
 * @param makeRig called once; the rig's broker serves all tests
 */
export function describeReplyTransport(
  name: string,
  capabilities: ReplyCapabilities,
  makeRig: () => Promise<ReplyRig>,
): void {
  describe(`reply transport ${name}`, () => {
    let rig: ReplyRig | undefined;
    let members: RigMembers;
    const current = (): RigMembers => members;

    beforeAll(async () => void (rig = await makeRig()), START_TIMEOUT_MS);
    afterAll(() => rig?.stop(), START_TIMEOUT_MS);
    beforeEach(() => void (members = new RigMembers(rig!)));
    afterEach(() => members.close(), START_TIMEOUT_MS);

    it('has the capabilities that are tested', async () => {
      const inbox = await current().rig.createInbox();
      expect(inbox.capabilities).toEqual(capabilities);
      expect(inbox.ready).toBe(false);
      await inbox.close();
    });

    deliveryCases(current);
    if (capabilities.crossesProcesses) manyGatewaysCases(current);
    outageCases(current);
  });
}
