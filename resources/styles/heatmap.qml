<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis styleCategories="Symbology" version="3.22.0">
 <pipe-data-defined-properties>
  <Option type="Map">
   <Option type="QString" value="" name="name"/>
   <Option name="properties"/>
   <Option type="QString" value="collection" name="type"/>
  </Option>
 </pipe-data-defined-properties>
 <pipe>
  <provider>
   <resampling zoomedInResamplingMethod="nearestNeighbour" maxOversampling="2" enabled="false" zoomedOutResamplingMethod="nearestNeighbour"/>
  </provider>
  <rasterrenderer type="singlebandpseudocolor" nodataColor="" alphaBand="-1" opacity="0.7" band="1" classificationMin="0" classificationMax="1">
   <minMaxOrigin>
    <limits>None</limits>
    <extent>WholeRaster</extent>
    <statAccuracy>Estimated</statAccuracy>
    <cumulativeCutLower>0.02</cumulativeCutLower>
    <cumulativeCutUpper>0.98</cumulativeCutUpper>
    <stdDevFactor>2</stdDevFactor>
   </minMaxOrigin>
   <rastershader>
    <colorrampshader classificationMode="1" clip="0" labelPrecision="6" minimumValue="0" colorRampType="INTERPOLATED" maximumValue="1">
     <colorramp type="gradient" name="[source]">
      <Option type="Map">
       <Option type="QString" value="26,120,55,255" name="color1"/>
       <Option type="QString" value="103,0,31,255" name="color2"/>
       <Option type="QString" value="0" name="discrete"/>
       <Option type="QString" value="gradient" name="rampType"/>
       <Option type="QString" value="0.25;166,217,106,255:0.5;254,224,139,255:0.75;244,109,67,255" name="stops"/>
      </Option>
     </colorramp>
     <item label="0" color="#1a7837" value="0" alpha="255"/>
     <item label="0.25" color="#a6d96a" value="0.25" alpha="255"/>
     <item label="0.5" color="#fee08b" value="0.5" alpha="255"/>
     <item label="0.75" color="#f46d43" value="0.75" alpha="255"/>
     <item label="1" color="#67001f" value="1" alpha="255"/>
     <rampLegendSettings maximumLabel="" direction="0" orientation="2" minimumLabel="" suffix="" useContinuousLegend="1" prefix="">
      <numericFormat id="basic">
       <Option type="Map">
        <Option type="QChar" value="" name="decimal_separator"/>
        <Option type="int" value="6" name="decimals"/>
        <Option type="int" value="0" name="rounding_type"/>
        <Option type="bool" value="false" name="show_plus"/>
        <Option type="bool" value="true" name="show_thousand_separator"/>
        <Option type="bool" value="false" name="show_trailing_zeros"/>
        <Option type="QChar" value="" name="thousand_separator"/>
       </Option>
      </numericFormat>
     </rampLegendSettings>
    </colorrampshader>
   </rastershader>
  </rasterrenderer>
  <brightnesscontrast brightness="0" contrast="0" gamma="1"/>
  <huesaturation colorizeOn="0" colorizeRed="255" colorizeGreen="128" colorizeBlue="128" colorizeStrength="100" saturation="0" grayscaleMode="0" invertColors="0"/>
  <rasterresampler maxOversampling="2"/>
  <resamplingStage>resamplingFilter</resamplingStage>
 </pipe>
 <blendMode>0</blendMode>
</qgis>
