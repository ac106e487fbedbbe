import subprocess,os
CSS='''@page{size:Letter;margin:14mm 13mm} body{font:9.5pt/1.32 "Liberation Sans",Arial,sans-serif} .hd{display:flex;justify-content:space-between;border-bottom:3px solid #1d3557;padding-bottom:4px} .hd .l{font-weight:bold;color:#1d3557;font-size:13pt} .hd .r{text-align:right;font-size:8.5pt}
table{border-collapse:collapse;width:100%;margin:5px 0 9px} th{background:#e4e9f2;text-align:left} td,th{border:1px solid #8a94a6;padding:2.5px 5px;vertical-align:top;font-size:9pt} h3{margin:10px 0 3px;font-size:10.5pt;color:#1d3557;border-bottom:1px solid #ccd} p{margin:2px 0 5px} .id td{border:none;background:#f4f6fa}'''
def doc(name,title,when,body):
    h=f'''<!doctype html><html><head><meta charset="utf-8"><title>{title}</title><style>{CSS}</style></head><body><div class="hd"><div class="l">NORTHMERE UNIVERSITY HOSPITAL</div><div class="r">{title}<br>{when}</div></div>
<table class="id"><tr><td><b>Name</b> BRANDVOLD, Casimir</td><td><b>MRN</b> 5590-1182</td><td><b>DOB</b> 1953-10-02 (72 M)</td><td><b>Unit</b> Stroke 4 East</td></tr></table>{body}</body></html>'''
    open(name+'.html','w').write(h)
    subprocess.run(['chromium','--headless','--no-sandbox','--disable-gpu','--user-data-dir=/tmp/qchrome','--no-pdf-header-footer',f'--print-to-pdf=../documents/{name}.pdf','file://'+os.path.abspath(name+'.html')],check=True,stderr=subprocess.DEVNULL)
def T(head,rows):
    return '<table><tr>'+''.join(f'<th>{x}</th>' for x in head)+'</tr>'+''.join('<tr>'+''.join(f'<td>{x}</td>' for x in r)+'</tr>' for r in rows)+'</table>'
doc('A_stroke_alert_HP','Stroke alert / Neurology H&P','2026-03-21 09:30','''
<h3>Stroke alert times</h3>'''+T(['Event','Time (2026-03-21)'],[['Last known well (wife)','06:40'],['Found','07:05'],['ED arrival','07:38'],['CT head','07:49'],['Tenecteplase 21 mg IV (0.25 mg/kg, 84 kg)','08:05'],['Groin puncture','08:44']])+'''
<h3>HPI</h3><p>72-year-old right-handed retired ferry captain. His wife spoke with him at 06:40; at 07:05 she found him on the kitchen floor, mute, not moving the right side. EMS saw ten seconds of left arm jerking, so levetiracetam 2,000 mg IV was given once in the ED. No head injury, no anticoagulant. He takes clopidogrel for a right iliac stent.</p>
<p>NIHSS 17: global aphasia, left gaze preference, right facial palsy, right arm 4, right leg 3, right neglect 0. BP 188/96, irregular pulse 104, glucose 128, T 36.8.</p>
<h3>Past history</h3><p>Hypertension, hyperlipidemia, peripheral artery disease with right common iliac stent (2020), GERD, neuropathic foot pain, insomnia, erectile dysfunction. Right carotid endarterectomy 2016. No known atrial fibrillation. No prior stroke; a TIA was questioned in 2016.</p>
<p>Family: father had a hemorrhagic stroke at 70; mother had atrial fibrillation.</p>
<p>Social: lives with wife Annika, two-story house. Half a bottle of wine on weekends. Stopped smoking 2016.</p>
<h3>Allergies</h3>'''+T(['Substance','Reaction','Noted'],[['Iodinated contrast','hives','2014'],['Latex','contact dermatitis','2008']])+'''
<p>Premedicated with methylprednisolone 40 mg and diphenhydramine 50 mg IV before CTA; no reaction.</p>
<h3>Impression and plan</h3><p>Acute left MCA syndrome, cardioembolic suspected. Tenecteplase given. CTA: left M1 occlusion, to the angiography suite (Dr. Marchetti). Permissive BP under 180/105. Telemetry. EEG because of the jerking. NPO until swallow screen. Hold all home tablets tonight. Code status: full code (wife is health care proxy).</p><p>Y. Solberg-Adeyemi, MD, Vascular Neurology, attending</p>''')
doc('B_thrombectomy','Neurointerventional procedure note','2026-03-21 10:05',T(['Item','Entry'],[['Procedure','Mechanical thrombectomy, left middle cerebral artery (M1)'],['Operator','R. Marchetti, MD'],['Date','2026-03-21'],['Access','Right common femoral artery, 8 Fr; closure device'],['Anesthesia','Conscious sedation (general anesthesia considered, not needed)'],['Passes','2 (aspiration, then stent retriever with aspiration)'],['Puncture / reperfusion','08:44 / 09:21'],['Result','TICI 2b'],['Complication','None in the suite']])+'''<p>Comment: calcified plaque of the left ICA, about 40% stenosis, crossed without a stent. No carotid stent was placed. Small right groin hematoma noted at 11:30, 3 cm, soft, pulses kept.</p>''')
doc('C_imaging','Imaging and echo reports','printed 2026-03-27','''
<h3>CT head 2026-03-21 07:49</h3><p>No hemorrhage. ASPECTS 9. Hyperdense left MCA.</p>
<h3>CTA head and neck 2026-03-21 07:55</h3><p>Left M1 occlusion. Left ICA origin 40% stenosis. Right carotid patent after endarterectomy. 3 mm right ophthalmic artery aneurysm, unruptured. 1.8 cm right thyroid nodule; outpatient ultrasound suggested.</p>
<h3>MRI brain 2026-03-22 06:30</h3><p>Restricted diffusion in the left insula, lentiform nucleus and corona radiata. Petechial hemorrhage in the lentiform nucleus (HI1). No mass effect.</p>
<p><b>IMPRESSION:</b> Acute infarct in the right MCA territory with petechial hemorrhagic transformation.</p>
<p><b>ADDENDUM 2026-03-22 09:14:</b> The impression has the wrong side. It should read: acute infarct in the LEFT MCA territory. Dr. Solberg-Adeyemi told by telephone. H. Quillfeather, MD</p>
<h3>CT head 2026-03-24</h3><p>Evolving left basal ganglia infarct. Petechial blood unchanged. No new hemorrhage, no herniation.</p>
<h3>Transthoracic echo 2026-03-23</h3>'''+T(['Measure','Value'],[['LVEF','58%'],['Left atrium','severely enlarged, 52 mL/m2'],['Thrombus','none seen'],['Shunt (bubble)','negative']])+'''
<h3>Chest X-ray 2026-03-24</h3><p>No consolidation.</p>
<h3>EEG 2026-03-22</h3><p>Left temporal slowing. No epileptiform discharge, no seizure.</p>''')
doc('D_neuro_daily','Neurology daily notes','2026-03-22 to 2026-03-26','''
<h3>2026-03-22</h3><p>NIHSS 11. Telemetry 02:10: atrial fibrillation 110-130 for 4 hours, new. Metoprolol tartrate 25 mg BID, atenolol stopped. EEG without seizure: levetiracetam not continued. LDL 141, A1c 6.1%, troponin normal. MRI: left MCA infarct with HI1. Clopidogrel stays off; aspirin 81 mg from 24 h after lysis. Swallow: failed screen, SLP.</p>
<h3>2026-03-23</h3><p>NIHSS 9. Pravastatin changed to atorvastatin 80 mg. Sleepy: gabapentin down from 300 to 100 mg TID, zolpidem stopped. NG tube refused by patient; modified diet per SLP instead. BP 162/84: lisinopril 10 -> 20 mg. Fluoxetine for motor recovery talked over with wife; not started (no benefit in trials).</p>
<h3>2026-03-24</h3><p>NIHSS 8. T 38.1 at 04:00. Aspiration pneumonia? CXR clear, WBC 8.1, urinalysis negative, procalcitonin 0.06. No antibiotics. CT head stable.</p>
<h3>2026-03-25</h3><p>NIHSS 7. T 38.1 at 04:00. Aspiration pneumonia? [carried forward]. Afebrile 24 h in truth. Groin bruise fading, duplex: no pseudoaneurysm. Cardiology (Dr. Ngata-Ruiz): apixaban 5 mg BID from day 12 (2026-04-02) if CT then shows no more blood; no loop recorder needed; no rhythm control now.</p>
<h3>2026-03-26</h3><p>NIHSS 6. Right arm 2/5, leg 4/5. Speaks single words, follows one-step commands. Accepted by Alder Ridge Rehabilitation for 03-27. Creatinine 1.0, Hgb 13.2, K 4.3.</p><p>Y. Solberg-Adeyemi, MD</p>''')
doc('E_med_reconciliation','Discharge medication reconciliation','2026-03-27 09:40',T(['Home medication','Home dose','At discharge','Discharge dose','Reason / comment'],[
['clopidogrel','75 mg PO daily','STOP','','aspirin, then apixaban; bleeding risk'],
['atenolol','50 mg PO daily','STOP','','replaced by metoprolol'],
['pravastatin','20 mg PO nightly','STOP','','replaced by atorvastatin'],
['lisinopril','10 mg PO daily','CHANGE','20 mg PO daily','blood pressure'],
['gabapentin','300 mg PO TID','CHANGE','100 mg PO TID','sedation'],
['omeprazole','20 mg PO daily','CONTINUE','20 mg PO daily',''],
['cholecalciferol','1,000 units PO daily','CONTINUE','1,000 units PO daily',''],
['zolpidem','10 mg PO nightly','STOP','','confusion, aspiration risk'],
['sildenafil','50 mg PO PRN','HOLD','','until cardiology visit']])+'<h3>New</h3>'+T(['Medication','Dose','Route','Frequency','Start / stop','For'],[
['aspirin','81 mg','PO','daily','through 2026-04-01, then stop','stroke, until apixaban'],
['apixaban','5 mg','PO','BID','START 2026-04-02 after CT head; not before','atrial fibrillation'],
['atorvastatin','80 mg','PO','nightly','','LDL 141'],
['metoprolol tartrate','25 mg','PO','BID','','atrial fibrillation'],
['senna','17.2 mg','PO','nightly PRN','','constipation'],
['enoxaparin','40 mg','SC','daily','until walking / apixaban start','DVT prevention']])+'<p>Crush tablets in puree. Reconciled by T. Achebe-Lund, PharmD, with the wife and Harbor Street Pharmacy.</p>')
doc('F_discharge_day','Neurology discharge day','2026-03-27 11:15','''
<h3>Diagnoses</h3>'''+T(['#','Diagnosis'],[['1','Acute ischemic stroke, left MCA (M1 occlusion), cardioembolic; tenecteplase and thrombectomy 2026-03-21'],['2','Atrial fibrillation, new'],['3','Petechial hemorrhagic transformation (HI1)'],['4','Aphasia, right hemiparesis, oropharyngeal dysphagia'],['5','Hypertension; hyperlipidemia; prediabetes (A1c 6.1%)'],['6','Right groin hematoma, resolving']])+'''
<h3>Condition</h3><p>BP 138/76, HR 78, T 36.7, SpO2 96% room air. Alert. Expressive worse than receptive aphasia. NIHSS 6, mRS 4. Needs one person to transfer. No lines, no catheter.</p>
<h3>Disposition</h3><p>Discharged 2026-03-27 to inpatient rehabilitation, Alder Ridge. Full code.</p>
<h3>To do and visits</h3>'''+T(['With','When','For'],[['CT head at Alder Ridge','2026-04-01','before apixaban'],['Stroke clinic, Dr. Solberg-Adeyemi','2026-05-05 13:00','stroke'],['Cardiology, Dr. Ngata-Ruiz','2026-04-21','AF, sildenafil'],['Neurosurgery clinic','6 months, CTA','3 mm right ophthalmic aneurysm'],['PCP, Dr. Pell','after rehab','thyroid ultrasound (1.8 cm right nodule)']])+'''
<p>Pending: lipoprotein(a), sent 03-23; stroke clinic will act on it.</p>
<p>Case management (S. Iwu, RN), 03-27 12:05: transport 14:00. Wife given the card for stroke clinic, May 6, 2026 at 1 pm.</p>
<h3>Instructions to patient and wife</h3><p>Minced and moist food (level 5), mildly thick liquids, upright 30 minutes after meals. Keep BP under 140/90. No driving. No alcohol. Call 911 for new weakness, speech change or severe headache.</p>''')
