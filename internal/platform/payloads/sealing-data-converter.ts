import path from 'node:path';
import type { DataConverter, PayloadCodec } from '@temporalio/common';

// Node runs the source as it is under tests and in scripts, and what the compiler made of it otherwise.
const failureConverterPath = path.join(__dirname, `failure-converter${path.extname(__filename)}`);

/**
 * How clients and workers write payloads and failures. The SDK loads the failure converter by its path; inside of workflows the default ones
 * read what these write.
 */
export const sealingDataConverter = (codec: PayloadCodec): DataConverter => ({ payloadCodecs: [codec], failureConverterPath });
