import type { PlayContract } from '../src/domain/play-contract';
import type { Stage } from './stage';

/** The run went only where the contract says that its phases lead to, so the diagram that is drawn from it holds. */
export async function expectAsDrawn(stage: Stage, runId: string, { phases, exits }: PlayContract): Promise<void> {
  const { timeline, result } = await stage.status(runId);
  const begun = timeline
    .map(({ what }) => phases.find(({ name }) => what === `${name} begins`))
    .filter((each) => !!each);
  const exitOutcomes = [...Object.values(exits).map(({ outcome }) => outcome), 'cancelled'];
  begun.forEach(({ leadsTo }, index) => {
    const next = begun[index + 1]?.name ?? result!.outcome;
    const isLast = index === begun.length - 1;
    expect([...Object.keys(leadsTo), ...(isLast ? exitOutcomes : [])]).toContain(next);
  });
}
