/** What the study says of itself: its question, what it is for, what it leaves out, what it rests on, and how to cite it. */
import { citationText } from 'fissure/workbench';
import { Dialog } from '../dialog.tsx';
import { openDrawer } from '../drawer/tab.ts';
import { isSingle, study } from '../known.ts';
import { closeDialog } from '../open-dialog.ts';
import { Copied } from '../share/copied.tsx';
import { ABOUT } from './strings.ts';
import './about.css';

export default function About() {
  const { question, about, isModelFile } = study.value!;
  const { argument, introduction, use, limits, evidenceCount, sourceCount } = about;
  const isSilent = question === '' && use === '' && limits.length === 0 && introduction === '';
  const goToEvidence = () => {
    closeDialog();
    openDrawer('evidence');
  };
  return (
    <Dialog title={isModelFile ? ABOUT.titleOfModel : ABOUT.title} isText>
      <div class="about">
        {question !== '' && <p class="question">{question}</p>}
        {isSilent && <p>{ABOUT.nothing}</p>}
        {introduction !== '' && (
          <>
            <h3>{argument || ABOUT.argument}</h3>
            <Said html={introduction} />
          </>
        )}
        {use !== '' && (
          <>
            <h3>{ABOUT.use}</h3>
            <Said html={use} />
          </>
        )}
        {limits.length > 0 && (
          <>
            <h3>{ABOUT.limits}</h3>
            <ul>
              {limits.map((limit) => (
                // As in `Said`.
                <li key={limit} dangerouslySetInnerHTML={{ __html: limit }} />
              ))}
            </ul>
          </>
        )}
        {evidenceCount > 0 && (
          <>
            <h3>{ABOUT.rests}</h3>
            <p>
              {ABOUT.restsOn(evidenceCount, sourceCount)}{' '}
              <button type="button" onClick={goToEvidence}>
                {ABOUT.toEvidence}
              </button>
            </p>
          </>
        )}
        <h3>{ABOUT.cite}</h3>
        <Copied label={ABOUT.citation} text={citation()} />
      </div>
    </Dialog>
  );
}

/** Made from the study's Markdown, in which HTML counts as text. */
function Said({ html }: { readonly html: string }) {
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
}

function citation(): string {
  const { origin, experiment } = study.value!;
  const { memberCount, seed } = experiment;
  return citationText(origin, isSingle.value ? ABOUT.oneRun : ABOUT.members(memberCount, seed));
}
