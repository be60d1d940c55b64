import { scheduleTextOf } from '../../schedule/file.ts';
import { svgOf } from '../../timeline/svg/svg.ts';
import { pictureOf } from '../../timeline/timeline.ts';
import { titleOf } from '../../timeline/title.ts';
import type { Run } from '../analysis/run.ts';
import { el } from '../dom/el.ts';
import { latest } from '../dom/memo.ts';
import { branchesAt } from '../place.ts';
import type { Panel, View } from '../view.ts';

interface Drawing {
  readonly title: string;
  /** The picture as an address, which a document shows as an image: its styles stay its own. */
  readonly address: string;
}

/** The run shown, branch or recording, as a space-time diagram, and both as files to take along. */
export function createPicture(): Panel {
  const image = el('img', { class: 'run' });
  const schedule = el('a', { class: 'link' }, 'save these steps as a schedule file');
  const whereTo = el('span', { class: 'says' });
  const picture = el('a', { class: 'link' }, 'save this picture');
  const element = el(
    'section',
    { id: 'picture', class: 'panel', 'aria-labelledby': 'picture-title' },
    el('h2', { id: 'picture-title' }, 'This run as a picture'),
    el('div', { class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'space-time diagram' }, image),
    el('p', { class: 'links' }, schedule, whereTo, picture),
  );
  return {
    element,
    fill: (view) => {
      const { title, address } = drawingOf(view.run);
      if (image.getAttribute('src') === address) return;
      image.setAttribute('src', address);
      image.setAttribute('alt', title);
      const { name, origin, folder } = filingOf(view);
      picture.setAttribute('href', address);
      picture.setAttribute('download', `${name}.svg`);
      const { design, named } = view.data;
      const text = scheduleTextOf(design, named, view.place.path, [...origin, ...folder]);
      schedule.setAttribute('href', `data:text/plain,${encodeURIComponent(text)}`);
      schedule.setAttribute('download', `${name}.schedule`);
      whereTo.textContent = folder.join('');
    },
  };
}

interface Filing {
  readonly name: string;
  /** Of a branch: what it leaves, and where. */
  readonly origin: readonly string[];
  /** The folder in which its schedule file finds the design, where only one will do. */
  readonly folder: readonly string[];
}

/** A branch is saved apart from the recording, and says where it belongs. */
function filingOf({ data, place, isBranch }: View): Filing {
  const { source, design, named, schedule } = data;
  if (!isBranch) return { name: design.name, origin: [], folder: [] };
  const from = branchesAt(schedule, place.path);
  const isAnywhere = named === design.name || /^([\\/]|[A-Za-z]:)/.test(named);
  return {
    name: `${design.name}-from-${from}`,
    origin: [`a branch of ${source} from step ${from}`],
    folder: isAnywhere ? [] : [`it names the design as seen from the folder of ${source}: keep it there`],
  };
}

const drawingOf = latest((run: Run): Drawing => {
  const picture = pictureOf(run.model, run);
  return { title: titleOf(picture), address: `data:image/svg+xml,${encodeURIComponent(svgOf(picture))}` };
});
