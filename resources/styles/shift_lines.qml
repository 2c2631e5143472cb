<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis styleCategories="Symbology" version="3.22.0">
 <renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0" referencescale="-1" forceraster="0">
  <symbols>
   <symbol type="line" name="0" clip_to_extent="1" alpha="1" force_rhr="0">
    <data_defined_properties>
     <Option type="Map">
      <Option type="QString" value="" name="name"/>
      <Option name="properties"/>
      <Option type="QString" value="collection" name="type"/>
     </Option>
    </data_defined_properties>
    <layer locked="0" class="ArrowLine" enabled="1" pass="0">
     <Option type="Map">
      <Option type="QString" value="0.3" name="arrow_start_width"/>
      <Option type="QString" value="MM" name="arrow_start_width_unit"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_start_width_unit_scale"/>
      <Option type="QString" value="0" name="arrow_type"/>
      <Option type="QString" value="0.3" name="arrow_width"/>
      <Option type="QString" value="MM" name="arrow_width_unit"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="arrow_width_unit_scale"/>
      <Option type="QString" value="1.6" name="head_length"/>
      <Option type="QString" value="MM" name="head_length_unit"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="head_length_unit_scale"/>
      <Option type="QString" value="0.88" name="head_thickness"/>
      <Option type="QString" value="MM" name="head_thickness_unit"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="head_thickness_unit_scale"/>
      <Option type="QString" value="0" name="head_type"/>
      <Option type="QString" value="0" name="is_curved"/>
      <Option type="QString" value="0" name="is_repeated"/>
      <Option type="QString" value="0" name="offset"/>
      <Option type="QString" value="MM" name="offset_unit"/>
      <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_unit_scale"/>
      <Option type="QString" value="0" name="ring_filter"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" value="" name="name"/>
       <Option name="properties"/>
       <Option type="QString" value="collection" name="type"/>
      </Option>
     </data_defined_properties>
     <symbol type="fill" name="@0@0" clip_to_extent="1" alpha="1" force_rhr="0">
      <data_defined_properties>
       <Option type="Map">
        <Option type="QString" value="" name="name"/>
        <Option name="properties"/>
        <Option type="QString" value="collection" name="type"/>
       </Option>
      </data_defined_properties>
      <layer locked="0" class="SimpleFill" enabled="1" pass="0">
       <Option type="Map">
        <Option type="QString" value="3x:0,0,0,0,0,0" name="border_width_map_unit_scale"/>
        <Option type="QString" value="33,102,172,255" name="color"/>
        <Option type="QString" value="bevel" name="joinstyle"/>
        <Option type="QString" value="0,0" name="offset"/>
        <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
        <Option type="QString" value="MM" name="offset_unit"/>
        <Option type="QString" value="255,255,255,160" name="outline_color"/>
        <Option type="QString" value="solid" name="outline_style"/>
        <Option type="QString" value="0.08" name="outline_width"/>
        <Option type="QString" value="MM" name="outline_width_unit"/>
        <Option type="QString" value="solid" name="style"/>
       </Option>
       <data_defined_properties>
        <Option type="Map">
         <Option type="QString" value="" name="name"/>
         <Option name="properties"/>
         <Option type="QString" value="collection" name="type"/>
        </Option>
       </data_defined_properties>
      </layer>
     </symbol>
    </layer>
   </symbol>
  </symbols>
  <rotation/>
  <sizescale/>
 </renderer-v2>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerGeometryType>1</layerGeometryType>
</qgis>
