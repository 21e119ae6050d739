import { Agenda } from './agenda';
import { AsyncGateway } from './async-gateway';
import type { Pattern, Run, RunEvent } from './run';
import { arrivalMs, checkedScenario, type Scenario } from './scenario';
import { SyncGateway } from './sync-gateway';

const GATEWAYS = { sync: SyncGateway, async: AsyncGateway };

/**
 * Lets a burst of calls meet one of the gateways, until everything is over. The same scenario gives the
 * same run each time; nothing but the scenario matters, no clock and no chance.
 *
 * @throws RangeError naming the member of the scenario that cannot be run
 */
export function simulate(pattern: Pattern, scenario: Scenario): Run {
  checkedScenario(scenario);
  const agenda = new Agenda();
  const events: RunEvent[] = [];
  const gateway = new GATEWAYS[pattern](scenario, agenda, (kind, call, place) => {
    events.push({ atMs: agenda.nowMs, kind, call, place });
  });
  for (let call = 0; call < scenario.calls; call++) {
    agenda.in(arrivalMs(scenario, call), () => gateway.arrive(call));
  }
  agenda.run();
  return { pattern, scenario, events };
}
