// Examines a SAM or CloudFormation template, and the package of each of its functions, for `varco doctor template.yaml`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { Finding } from '../../doctor/finding.ts';
import { readPythonModule } from '../../doctor/source/python/module.ts';
import type { PackageContents, PackagedFunction } from '../../doctor/static/package/contents.ts';
import { examinePackage } from '../../doctor/static/package/examine-package.ts';
import type { Contract } from '../../doctor/static/handler/contract.ts';
import { examineEnvironment } from '../../doctor/static/template/environment.ts';
import { contractOf, examineTemplate as examine } from '../../doctor/static/template/examine-template.ts';
import type { FunctionInTemplate } from '../../doctor/static/template/facts.ts';
import { findFunctionCode, type FunctionCode } from '../../project/code/function-code.ts';
import { findTypeScriptEntry } from '../../project/code/typescript-entry.ts';
import { loadProject } from '../../project/load-project.ts';
import type { Project } from '../../project/project.ts';
import { isMap, own, type TemplateMap } from '../../project/template-value.ts';
import { runPythonAst } from '../explain.ts';
import type { Examined, ExamineOptions } from './examined.ts';
import { folderContents, zipContents } from './package-contents.ts';
import { readTemplateFacts } from './template-facts.ts';
import type { ReadResource } from './template-resources.ts';

/** @throws UserError for a template that AWS would refuse, with its line. */
export async function examineTemplate(path: string, options: ExamineOptions): Promise<Examined> {
  const project = await loadProject(path);
  const { facts, functions } = readTemplateFacts(project);
  const findings: Finding[] = [...examine(facts, options.language)];
  const missing: string[] = [];
  for (const { fact, read } of functions) {
    try {
      const code = await codeOf(project, read);
      const contents = await contentsOf(code, project);
      const entry = findTypeScriptEntry(
        read.resource,
        code,
        fact.runtime ?? undefined,
        fact.handler ?? undefined,
      );
      const build = {
        ...buildOf(read, project),
        ...(entry === null ? {} : { isBundledByBuild: true as const }),
      };
      findings.push(...(await examineFunction(fact, contents, contractOf(facts, fact), build, options)));
    } catch (thrown) {
      // Code that is not here, in S3 or an image, is no fault of the template's.
      if (!(thrown instanceof UserError)) throw thrown;
      missing.push(thrown.message);
    }
  }
  return { findings: distinct(findings), missing };
}

function codeOf({ file }: Project, { resource, value, text }: ReadResource): Promise<FunctionCode> {
  return findFunctionCode(resource, value('Code'), {
    folder: file.folder,
    where: () => file.where(resource.properties, 'Code'),
    runtime: text('Runtime') ?? undefined,
  });
}

async function contentsOf(code: FunctionCode, project: Project): Promise<PackageContents> {
  switch (code.kind) {
    case 'folder':
      return folderContents(code.path);
    case 'zip':
      return zipContents(code.path);
    case 'inline':
      return inlineContents(code.fileName, code.text, project);
  }
}

function inlineContents(fileName: string, text: string, { file }: Project): PackageContents {
  const shown = file.where();
  return {
    entries: [
      { path: fileName, type: 'file', mode: 0o644 },
      // AWS puts it beside, for custom resources.
      { path: fileName.endsWith('.py') ? 'cfnresponse.py' : 'cfn-response.js', type: 'file', mode: 0o644 },
    ],
    kind: 'folder',
    unzippedBytes: text.length,
    zippedBytes: null,
    source: {
      read: (path) => (path === fileName ? text : null),
      displayPath: (path) => `${shown}: ${path}`,
      isEditable: false,
    },
    bytes: () => null,
  };
}

type Build = Pick<PackagedFunction, 'isInstalledByBuild' | 'isBundledByBuild'>;

async function examineFunction(
  fact: FunctionInTemplate,
  contents: PackageContents,
  contract: Contract,
  build: Build,
  { language }: ExamineOptions,
): Promise<readonly Finding[]> {
  if (fact.runtime === null || fact.handler === null) return [];
  const called: PackagedFunction = {
    name: fact.name,
    runtime: fact.runtime,
    handler: fact.handler,
    architecture: fact.architecture,
    hasLayers: fact.hasLayers,
    ...(fact.environment === null ? {} : { environment: fact.environment }),
    ...build,
  };
  const findings = await examinePackage(contents, called, contract, language, runPythonAst);
  const environment = fact.environment === null ? [] : await readEnvironment(fact, contents, language);
  return [...findings, ...environment].map((finding) => ({
    ...finding,
    // What stands in no file of the code is a matter of the function's properties.
    source: finding.source ?? fact.at(finding.cause.startsWith('handler.') ? 'Handler' : 'Code'),
  }));
}

async function readEnvironment(
  fact: FunctionInTemplate,
  contents: PackageContents,
  language: ExamineOptions['language'],
): Promise<readonly Finding[]> {
  const { runtime, handler } = fact;
  const { source } = contents;
  const pythonModule = runtime!.startsWith('python')
    ? await readPythonModule(source, handler!, runPythonAst)
    : null;
  const subject = {
    function: { runtime: runtime!, handler: handler! },
    source,
    ...(pythonModule === null ? {} : { pythonModule }),
  };
  return examineEnvironment(subject, new Set(Object.keys(fact.environment!)), language);
}

/** `sam build` installs what is declared beside the code; esbuild takes it into one file. */
function buildOf({ resource }: ReadResource, { file }: Project): Build {
  const declared = (own(file.body, 'Resources') as TemplateMap)[resource.source];
  const isSam = isMap(declared) && own(declared, 'Type') === 'AWS::Serverless::Function';
  const isBuilt = /[\\/](\.aws-sam[\\/]build|cdk\.out)$/.test(file.folder);
  if (!isSam || isBuilt) return {};
  const method = own(resource.metadata, 'BuildMethod');
  const code = own(resource.properties, 'Code');
  const folder = typeof code === 'string' ? join(file.folder, code) : file.folder;
  return {
    isInstalledByBuild: (name) => isDeclared(folder, name),
    ...(method === undefined ? {} : { isBundledByBuild: true }),
  };
}

/**
 * What `sam build` installs: package.json's dependencies, or whatever requirements.txt names (modules and distributions go
 * by different names). Only what lies in the code's own folder counts; one above it is not looked at.
 */
function isDeclared(folder: string, name: string): boolean {
  const json = readJson(join(folder, 'package.json'));
  if (json !== null) return Object.hasOwn({ ...json.dependencies, ...json.optionalDependencies }, name);
  return existsSync(join(folder, 'requirements.txt'));
}

function readJson(
  path: string,
): { readonly dependencies?: object; readonly optionalDependencies?: object } | null {
  if (!existsSync(path)) return null;
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof read === 'object' && read !== null ? read : null;
  } catch {
    // npm would not take it either; whoever builds will hear of it there.
    return null;
  }
}

/** Functions that share code share its faults. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings
    .filter(({ cause, title, source }) => {
      const key = `${cause} ${title} ${source?.file}:${source?.line}:${source?.column}`;
      return !seen.has(key) && seen.add(key);
    })
    .toSorted((a, b) => b.confidence - a.confidence);
}
