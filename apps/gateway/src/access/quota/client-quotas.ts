import { ClientQuota, type QuotaVerdict } from './client-quota';
import type { QuotaDesk } from './quota-desk';

/** The quotas of all clients on this gateway; there are as many as the key file names. */
export class ClientQuotas {
  private readonly quotas = new Map<string, ClientQuota>();

  constructor(private readonly desk: QuotaDesk) {}

  take(client: string, count: number): QuotaVerdict | Promise<QuotaVerdict> {
    return this.quotaOf(client).take(count);
  }

  private quotaOf(client: string): ClientQuota {
    const known = this.quotas.get(client);
    if (known) return known;
    const quota = new ClientQuota(client, this.desk);
    this.quotas.set(client, quota);
    return quota;
  }
}
