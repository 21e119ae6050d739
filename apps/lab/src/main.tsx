import { render } from 'preact';
import { LabPage } from './lab-page';

const place = document.getElementById('lab');
if (place) {
  place.replaceChildren();
  render(<LabPage />, place);
}
