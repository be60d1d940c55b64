import { pictureOf } from '../picture/picture.ts';
import { svgOf } from '../picture/svg.ts';
import { titleOf } from '../picture/title.ts';
import { scheduleTextOf } from '../schedule/file.ts';
import type { Course } from './course.ts';
import type { PageData } from './data.ts';
import { el } from './el.ts';
import { latest } from './latest.ts';
import type { Panel } from './view.ts';

interface Drawing {
  readonly title: string;
  /** The picture as an address, which a document shows as an image: its styles stay its own. */
  readonly address: string;
}

/** The run shown, branch or recording, as a space-time diagram, and both as files to take along. */
export function createPicture({ design, named }: PageData): Panel {
  const image = el('img', { class: 'run' });
  const schedule = el(
    'a',
    { class: 'link', download: `${design.name}.schedule` },
    'save these steps as a schedule file',
  );
  const picture = el('a', { class: 'link', download: `${design.name}.svg` }, 'save this picture');
  const element = el(
    'section',
    { id: 'picture', class: 'panel', 'aria-labelledby': 'picture-title' },
    el('h2', { id: 'picture-title' }, 'This run as a picture'),
    el('div', { class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'space-time diagram' }, image),
    el('p', { class: 'links' }, schedule, picture),
  );
  return {
    element,
    fill: ({ course, place }) => {
      const { title, address } = drawingOf(course);
      if (image.getAttribute('src') === address) return;
      image.setAttribute('src', address);
      image.setAttribute('alt', title);
      picture.setAttribute('href', address);
      schedule.setAttribute(
        'href',
        `data:text/plain,${encodeURIComponent(scheduleTextOf(design, named, place.path))}`,
      );
    },
  };
}

const drawingOf = latest((course: Course): Drawing => {
  const picture = pictureOf(course.model, course);
  return { title: titleOf(picture), address: `data:image/svg+xml,${encodeURIComponent(svgOf(picture))}` };
});
