import { useId, useState } from 'react';
import type { DragEvent } from 'react';
import { Icon } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';

const text = messages.install;

interface FileFieldProps {
  file: File | undefined;
  problem: string | undefined;
  onFile: (file: File) => void;
}

/** A place to drop a file, or to choose one by mouse or keyboard. */
export function FileField({ file, problem, onFile }: FileFieldProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  function over(event: DragEvent) {
    event.preventDefault();
    setOver(true);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) onFile(dropped);
  }
  return (
    <div
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="package" size={24} />
      <p>
        {text.drop}{' '}
        <label htmlFor={id} className={styles.choose}>
          {text.choose}
        </label>
        <input
          id={id}
          type="file"
          className={styles.fileInput}
          accept=".tgz,.tar.gz,application/gzip"
          data-autofocus
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-about`}
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen) onFile(chosen);
          }}
        />
      </p>
      <p id={`${id}-about`} role="status" className={problem ? styles.bad : styles.soft}>
        {file && text.chosen(file.name, text.size(file.size))}
        {problem && (
          <>
            <br />
            {problem}
          </>
        )}
      </p>
    </div>
  );
}
