import type { Account } from '@silverbell/adapter-nest';
import type { PostgresDuty } from '@silverbell/adapter-postgres';

/** A seat marked as one for training sees and acts on drills, and on nothing else (H13). */
export class TrainingSeats {
  constructor(private readonly duty: Pick<PostgresDuty, 'ofOperator'>) {}

  async isTraining({ id, role }: Pick<Account, 'id' | 'role'>): Promise<boolean> {
    if (role !== 'operator' && role !== 'lead') return false;
    const duty = await this.duty.ofOperator(id);
    return duty !== null && duty.onDuty && duty.training;
  }
}
