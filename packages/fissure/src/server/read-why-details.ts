/** What stands behind the claims of the study in a folder. Never throws for what an author wrote. */
import { checkStudy } from '../host/open-study.ts';
import { type WhyDetails, whyDetails } from '../report/why-details.ts';

/** Undefined while errors stand in the way. */
export function readWhyDetails(folder: string): WhyDetails | undefined {
  const { study, problems } = checkStudy(folder);
  return study === undefined || problems.hasErrors ? undefined : whyDetails(study);
}
